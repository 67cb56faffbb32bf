"""What the cells of one table are to each other: kinds of columns, rows under rows, the title's say, names made of all that."""
