"""The words of the tender document 招标文件, chapter by chapter, written for the sample."""
