"""Mail servers that tests talk to over a real socket: one that takes everything, one that hangs, one that refuses."""

import socket
import threading
from contextlib import contextmanager

WORDS = {
    "EHLO": "250 test",
    "HELO": "250 test",
    "MAIL": "250 ok",
    "RSET": "250 ok",
    "QUIT": "221 bye",
    "NOOP": "250 ok",
}


class MailServer:
    """`taken` holds (recipients, message); `met` counts the connections that were accepted."""

    def __init__(self, *, hangs=False, refuses="", breaks_after_data=False):
        self.hangs, self.refuses, self.breaks_after_data = hangs, refuses, breaks_after_data
        self.taken, self.held, self.met = [], [], 0
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]

    def serve(self):
        while True:
            try:
                line, _ = self.socket.accept()
            except OSError:
                return
            self.met += 1
            threading.Thread(target=self._talk, args=(line,), daemon=True).start()

    def _talk(self, line):
        if self.hangs:
            self.held.append(line)  # open, and silent
            return
        try:
            with line, line.makefile("rwb") as talk:
                self._answer(talk)
        except OSError:
            return

    def _answer(self, talk):
        self._say(talk, "220 test")
        recipients = []
        for raw in talk:
            word = raw.decode()[:4].upper()
            if word == "RCPT":
                recipients.append(raw.decode().split(":")[1].strip(" <>\r\n"))
                self._say(talk, self.refuses or "250 ok")
            elif word == "DATA":
                self._say(talk, "354 go on")
                self.taken.append((recipients, self._message(talk)))
                if self.breaks_after_data:
                    return
                self._say(talk, "250 taken")
                recipients = []
            else:
                self._say(talk, WORDS.get(word, "502 what"))

    @staticmethod
    def _say(talk, words):
        talk.write(f"{words}\r\n".encode())
        talk.flush()

    @staticmethod
    def _message(talk):
        lines = []
        for raw in talk:
            if raw == b".\r\n":
                break
            lines.append(raw)
        return b"".join(lines)


@contextmanager
def mail_server(settings, **kind):
    """A server, and settings that send by it."""
    server = MailServer(**kind)
    threading.Thread(target=server.serve, daemon=True).start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_TIMEOUT, settings.DEFAULT_FROM_EMAIL = 0.5, "kehoach@example.vn"
    try:
        yield server
    finally:
        server.socket.shutdown(socket.SHUT_RDWR)  # a mere close leaves the waiting thread one more caller
        server.socket.close()
