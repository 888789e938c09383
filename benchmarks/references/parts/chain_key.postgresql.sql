chain
