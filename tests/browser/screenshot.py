"""`python -m tests.browser.screenshot`: the picture in the README, taken of a sample database of its own."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.hands import CHROMIUM, CHROMIUM_OPTIONS, OFFICE_SCREEN, enter

HOUSE = Path(__file__).resolve().parents[2]
PICTURE = HOUSE / "docs/screenshot.png"
ACCOUNT, PASSWORD = "ninhbinh.duyet", "mau-2026-phu-nu"
SHOWN = "/tien-do/nam-dinh-108-2024/?den=2024-11-29"
SAMPLE = {
    "SAMPLE_DATABASE": "1",
    "SAMPLE_TODAY": "2026-12-01",
    "DATABASE_URL": f"sqlite:///{HOUSE / 'var/screenshot.sqlite3'}",
}


def main():
    environment = {**os.environ, **SAMPLE}
    subprocess.run([sys.executable, "manage.py", "prepare_sample"], cwd=HOUSE, env=environment, check=True)
    with served(environment) as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_OPTIONS)
        page = browser.new_page(viewport={**OFFICE_SCREEN, "height": 1050}, locale="vi-VN", base_url=site)
        enter(page, ACCOUNT, PASSWORD)
        page.goto(SHOWN)
        page.screenshot(path=PICTURE)
        browser.close()
    print(f"{PICTURE.relative_to(HOUSE)}: {PICTURE.stat().st_size // 1024} KB")


@contextmanager
def served(environment):
    """The portal on a free port of this machine, until the block ends."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "manage.py", "runserver", "--noreload", "--nostatic", f"127.0.0.1:{port}"]
    server = subprocess.Popen(command, cwd=HOUSE, env=environment)
    try:
        answers(f"http://127.0.0.1:{port}/healthz")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


def answers(address, patience=30):
    for _ in range(patience * 5):
        try:
            return urllib.request.urlopen(address)
        except OSError:
            time.sleep(0.2)
    raise TimeoutError(f"{address} does not answer")


if __name__ == "__main__":
    main()
