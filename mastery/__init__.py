"""Pure values and functions of mastery learning: no clock, database, widget or network."""
