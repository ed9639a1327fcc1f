"""The sample: a believable tender package 招标投标样例, written from our own text and a seed (see ``docs/sample.md``)."""
