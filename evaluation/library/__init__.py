"""What the agency itself knows: model texts that bids may quote 范本库, and the price screens it trained."""
