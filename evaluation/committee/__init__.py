"""What the committee 评标委员会 does on paper elsewhere: asks bidders to clarify, and signs the result or dissents."""
