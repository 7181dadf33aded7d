"""Where another machine, repair or place pays: gains one by one, and the shortest way to a target."""
