"""The same network in eager PyTorch, answering lines of JSON."""

import gzip
import json
import os
import sys
import time

import numpy as np
import torch
import torch.nn.functional as F

THREADS = int(sys.argv[1])
torch.set_num_threads(THREADS)
loaded = None


def read(path, skip):
    with gzip.open(path) as file:
        return np.frombuffer(file.read(), np.uint8, offset=skip)


def samples(folder):
    global loaded
    if loaded is None:
        pixels = read(os.path.join(folder, "train-images-idx3-ubyte.gz"), 16).reshape(-1, 784)
        labels = read(os.path.join(folder, "train-labels-idx1-ubyte.gz"), 8)
        loaded = torch.from_numpy(pixels.astype(np.float32) / np.float32(255)), torch.from_numpy(labels.astype(np.int64))
    return loaded


def network(hidden):
    torch.manual_seed(0)
    sizes = [784, *hidden, 10]
    layers = []
    for a, b in zip(sizes, sizes[1:]):
        layers += [torch.nn.Linear(a, b), torch.nn.ReLU()]
    return torch.nn.Sequential(*layers[:-1])


def epoch(request):
    x, t = samples(request["data"])
    model = network(request["hidden"])
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    steps = request["steps"]
    if request.get("isWarmUp"):
        steps = max(1, steps // 10)
    seconds, times = 0, 0
    # As in every peer: a turn is half a second at least, not one short moment's luck.
    while seconds < 0.5:
        start = time.perf_counter()
        for _ in range(steps):
            drawn = torch.randint(0, 60000, (request["batch"],))
            loss = F.cross_entropy(model(x[drawn]), t[drawn])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        seconds += time.perf_counter() - start
        times += 1
    return {"seconds": seconds / times}


def evaluate(request):
    x, t = samples(request["data"])
    model = network(request["hidden"])
    with torch.no_grad():
        start = time.perf_counter()
        (model(x).argmax(dim=1) == t).sum().item()
        return {"seconds": time.perf_counter() - start}


works = {
    "hello": lambda request: {"host": "PyTorch %s, eager, float32, %d thread(s)" % (torch.__version__, THREADS)},
    "epoch": epoch,
    "evaluate": evaluate,
}

for line in sys.stdin:
    request = json.loads(line)
    work = works.get(request["work"])
    print(json.dumps(work(request) if work else {"error": "cannot do " + request["work"]}), flush=True)
