"""What the readers of Office Open XML files share."""
