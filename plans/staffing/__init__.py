"""Who sits where: whom a person may seat, who is there, and the one writer of each change.

rights: whose seats and accounts a person looks after. listing: places with their people. seating: giving, handing over,
standing in, ending. leaving: who goes for good, and comes back. inviting: the way in of who was seated.
"""
