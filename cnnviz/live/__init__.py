"""Training that somebody watches: a network of their own stack, on pictures of their choice, while they wait.

recipe.py says what is trained on what and how, sample.py fetches the pictures, learner.py trains one network a batch at
a time, host.py trains many in turns, worker.py is the process in which a host lives, pool.py has several of those and
keeps what they report, program.py writes the same training as a program.
"""
