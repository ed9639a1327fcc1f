"""Looking further on a supervisor's request 扩大比对: bids two by two, ownership over two hops, all tenders of the agency.

The levels of alerts stand for error rates measured for the comparison that every tender gets.  What is found only
because somebody looked further is therefore kept as ``low``, whatever it weighs, is marked as found on request, joins
no group, and waits for the supervisor who asked.
"""
