"""Training that somebody watches: a network of their own stack, on pictures of their choice, while they wait.

recipe.py says what is trained on what and how, sample.py fetches the pictures, learner.py trains one network a batch at
a time, host.py trains many in turns, pool.py has several hosts and keeps what they report. A host lives in a process of
this machine (processes.py starts it, worker.py is what runs in it) or on a Dask cluster (cluster.py). own_pictures.py
has the pictures that a visitor brings, base.py the network on whose features they can be learned, looks.py what there
is to see; program.py writes the same training as a program, tensorboard.py as logs.
"""
