"""A proxy with a certificate, as it stands in front of a team's site."""

from __future__ import annotations

import contextlib
import http.client
import ipaddress
import ssl
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

OURS = {"connection", "keep-alive", "transfer-encoding", "content-length", "server", "date"}


def certificate(folder):
    """Write a key and a certificate of its own for 127.0.0.1; return their file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)  # noqa: TID251  (what a browser compares it with)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(),
                                now - timedelta(days=1), now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]),
            critical=False,
        )
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    file = folder / "front.pem"
    file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return file


@contextlib.contextmanager
def in_front_of(address, folder):
    """Run the proxy for a site; give its own address."""
    port = urlsplit(address).port

    class Hand(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def passed(self):
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            behind = http.client.HTTPConnection("127.0.0.1", port)
            headers = {**self.headers, "X-Forwarded-Proto": "https"}
            behind.request(self.command, self.path, body=body or None, headers=headers)
            answer = behind.getresponse()
            data = answer.read()
            self.send_response_only(answer.status)
            for key, value in answer.getheaders():
                if key.lower() not in OURS:
                    self.send_header(key, value)
            length = answer.headers.get("Content-Length") if self.command == "HEAD" else len(data)
            self.send_header("Content-Length", str(length or 0))
            self.end_headers()
            self.wfile.write(data)
            behind.close()

        do_GET = do_POST = do_HEAD = passed  # noqa: N815

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Hand)
    server.daemon_threads = True
    guard = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    guard.load_cert_chain(certificate(folder))
    server.socket = guard.wrap_socket(
        server.socket, server_side=True, do_handshake_on_connect=False
    )
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"https://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
