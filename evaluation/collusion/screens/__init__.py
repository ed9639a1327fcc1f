"""Price screens: statistics of one tender's prices, as context, and a classifier an agency may train on its own past.

No model is shipped: trained on five public markets and tested on a sixth, such classifiers did no better than a coin.
"""
