"""`python -m backend.paper FONTS`: a paper comes in as JSON, its PDF file goes out. What `press` runs."""

import sys
from pathlib import Path

import msgspec

from backend.paper.parts import Paper
from backend.paper.setting import Setter

if __name__ == "__main__":
    paper = msgspec.json.decode(sys.stdin.buffer.read(), type=Paper)
    sys.stdout.buffer.write(Setter(Path(sys.argv[1])).pdf(paper))
