"""What agencies and units have to do under a plan: who holds it on a day, in which turn, how it stands, and who says so.

turns: once, or again every n years. holders: whom a task lies on, carried over mergers. standing: the latest statement
and the day together. sight: whose statements a person reads and for whom he speaks. board: a plan's tasks counted.
owing: what waits for a person. stating: the one writer.
"""
