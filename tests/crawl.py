"""Going through the portal as a person does: from the front page by its links."""

from collections import Counter
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

from django.test import Client
from django.urls import Resolver404, resolve

ALIKE = 3  # so many addresses of one view are enough


class _Links(HTMLParser):
    def __init__(self, page):
        super().__init__()
        self.page, self.found = page, []

    def handle_starttag(self, tag, attrs):
        href = dict(attrs).get("href")
        if tag == "a" and href:
            where = urldefrag(urljoin(f"http://testserver{self.page}", href)).url
            if urlsplit(where).netloc == "testserver":
                self.found.append(where.removeprefix("http://testserver"))


def links_on(address, html):
    """The addresses on this site that a page's links lead to."""
    links = _Links(address)
    links.feed(html)
    return list(dict.fromkeys(links.found))


def answers_to(user, alike=ALIKE):
    """Every page that links lead to from the front page, with its answer: a few for each view. The admin is left out."""
    client = Client()
    client.force_login(user)
    waiting, answers, seen = ["/"], {}, Counter()
    while waiting:
        address = waiting.pop(0)
        view = _view_of(address)
        if address in answers or view.startswith("admin:") or seen[view] == alike:
            continue
        seen[view] += 1
        answer = answers[address] = client.get(address)
        if is_page(answer):
            waiting += links_on(address, answer.content.decode())
    return answers


def is_page(answer):
    """An answer that people see in the browser, not one that sends them on or is a file."""
    return answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html")


def pages_of(user, alike=ALIKE):
    """The pages among those: address to HTML."""
    found = answers_to(user, alike)
    return {address: answer.content.decode() for address, answer in found.items() if is_page(answer)}


def _view_of(address):
    try:
        return resolve(urlsplit(address).path).view_name
    except Resolver404:
        return address
