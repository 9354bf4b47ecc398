"""Proxies that end TLS, for tests: each asks for the visitor's certificate and passes it on.

A small one does what ``docs/howto/certificates.md`` asks of a proxy: the certificate is optional, its chain is checked
in the handshake, and the header is overwritten always, also where no certificate was shown. Where nginx is installed,
it runs with the very lines of that page.
"""

import base64
import http.client
import re
import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[3]
HEADER = "X-Client-Certificate"
NOT_PASSED_ON = {HEADER.lower(), "connection", "transfer-encoding"}
PATIENCE = 60  # seconds
NGINX = """
daemon off; master_process off; pid {folder}/pid; error_log {folder}/error.log;
events {{}}
http {{
  access_log off;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  server {{
    listen 127.0.0.1:{port} ssl;
    ssl_certificate {certificate}; ssl_certificate_key {key};
    {lines}
    location / {{ proxy_pass {platform}; proxy_set_header Host $http_host; {header} }}
  }}
}}
"""


@contextmanager
def tls_proxy(platform: str, *, own: tuple[Path, Path], authority: Path) -> Iterator[int]:
    """Yield the port of a proxy before a platform; ``own`` are its certificate and key."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*own)
    context.load_verify_locations(authority)
    context.verify_mode = ssl.CERT_OPTIONAL

    class Passing(BaseHTTPRequestHandler):
        timeout = PATIENCE

        def setup(self) -> None:  # the handshake is the visitor's own affair: it holds up nobody else
            self.request = context.wrap_socket(self.request, server_side=True)
            super().setup()

        def finish(self) -> None:
            try:
                super().finish()
            finally:
                self.request.close()

        def do_GET(self) -> None:
            sent = {name: value for name, value in self.headers.items() if name.lower() not in NOT_PASSED_ON}
            shown = self.request.getpeercert(binary_form=True)
            sent[HEADER] = f":{base64.b64encode(shown).decode()}:" if shown else ""
            there = http.client.HTTPConnection(urlsplit(platform).netloc, timeout=PATIENCE)
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            there.request(self.command, self.path, body, sent)
            answer = there.getresponse()
            content = answer.read()
            self.send_response(answer.status)
            for name, value in answer.getheaders():
                if name.lower() not in NOT_PASSED_ON | {"content-length"}:
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)
            there.close()

        do_POST = do_GET

        def log_message(self, *_said: object) -> None:
            """Tests are quiet."""

    class Quiet(ThreadingHTTPServer):
        def handle_error(self, *_about: object) -> None:
            """A visitor whose certificate is refused ends the connection: that is what is tested."""

    server = Quiet(("127.0.0.1", 0), Passing)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def nginx_proxy(platform: str, *, own: tuple[Path, Path], authority: Path) -> Iterator[int]:
    """Yield the port of nginx before a platform, told what ``docs/howto/certificates.md`` tells it."""
    page = (ROOT / "docs/howto/certificates.md").read_text()
    found = re.search(r"```\n(ssl_client_certificate .+?)```", page, re.DOTALL)
    assert found, page
    *lines, header = found[1].replace("/etc/tongban/authority.pem", str(authority)).strip().splitlines()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    folder, (certificate, key) = own[0].parent, own
    told = NGINX.format(
        folder=folder,
        port=port,
        certificate=certificate,
        key=key,
        platform=platform,
        lines=" ".join(lines),
        header=header,
    )
    (folder / "nginx.conf").write_text(told)
    program = shutil.which("nginx")
    assert program
    command = [program, "-e", str(folder / "error.log"), "-p", str(folder), "-c", str(folder / "nginx.conf")]
    process = subprocess.Popen(command)
    try:
        _wait_for(port, process, folder / "error.log")
        yield port
    finally:
        process.terminate()
        process.wait(PATIENCE)


def _wait_for(port: int, process: "subprocess.Popen[bytes]", log: Path) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=5).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"nginx did not come up: {log.read_text() if log.exists() else ''}")
