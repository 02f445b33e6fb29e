"""What ships for several machines: read as the tools read it, and every file says the same of replicas and rooms."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from itertools import product

import pytest
import yaml

from benchmarks.replicas import LETTERS as OWNED
from benchmarks.replicas import NGINX, on_loopback
from cnnviz.bundled.home import ROOT
from cnnviz.rooms.codes import LETTERS, read_code

DEPLOY = ROOT / "deploy"
REPLICAS = {"one": "cnnviz-1", "two": "cnnviz-2", "three": "cnnviz-3"}
PORT, HEALTH = 8501, "/cnnviz/health"
CADDY = shutil.which("caddy")
TYPED = [f"{first}{rest}" for first, rest in product(f"{LETTERS}{LETTERS.lower()}0125680ouOUi", ["trm", "TRM"])]


def _text(name: str) -> str:
    return (DEPLOY / name).read_text(encoding="utf-8")


COMPOSE = yaml.safe_load(_text("compose.yaml"))["services"]
KUBERNETES = list(yaml.safe_load_all(_text("kubernetes.yaml")))


def _of_kind(kind: str) -> Iterator[dict]:
    return (each for each in KUBERNETES if each["kind"] == kind)


def _pod(kind: str) -> dict:
    (found,) = _of_kind(kind)
    return found["spec"]["template"]["spec"]


def _nginx_owner(code: str) -> str | None:
    """Return the upstream to which nginx's map sends a room; regular expressions there are PCRE, in order."""
    (block,) = re.findall(r"map \$uri \$owner \{(.*?)\}", _text("nginx.conf"), re.DOTALL)
    for pattern, upstream in re.findall(r'"~\*(\S.*?)"\s+(\w+);', block):
        if re.match(pattern, f"/cnnviz/room/{code}/student", re.IGNORECASE):
            return upstream.removeprefix("rooms_")
    return None


def _caddy_owner(code: str) -> str | None:
    for name, pattern in re.findall(r"@(\w+) path_regexp (\S.*)", _text("Caddyfile")):
        if re.search(pattern, f"/cnnviz/room/{code}/student"):
            return name
    return None


def test_every_letter_has_one_owner_and_all_files_name_the_same():
    assert sorted("".join(OWNED.values())) == sorted(LETTERS)
    pod = _pod("StatefulSet")["containers"][0]
    for replica, host in REPLICAS.items():
        assert COMPOSE[host]["environment"]["CNNVIZ_ROOM_LETTERS"] == OWNED[replica]
        assert f"{host}) export CNNVIZ_ROOM_LETTERS={OWNED[replica]} ;;" in pod["args"][0]


@pytest.mark.parametrize("owner", [_nginx_owner, _caddy_owner])
@pytest.mark.parametrize("before", ["", " ", "-"])
def test_a_room_is_sent_to_its_owner_however_its_code_is_typed(owner, before):
    for typed in TYPED:
        code = read_code(before + typed)
        assert code, typed
        assert OWNED[owner(before + typed)].count(code[0]) == 1, typed
    assert owner("ATRM") is owner("YTRM") is None


def test_a_room_has_always_the_same_neighbour_and_so_has_a_page():
    upstreams = dict(re.findall(r"upstream (\w+) \{(.*?)\}", _text("nginx.conf"), re.DOTALL))
    blocks = re.findall(r"handle @(\w+) \{\s*reverse_proxy (\S+) (\S+) \{\s*lb_policy first", _text("Caddyfile"))
    neighbours = {first: second for _, first, second in blocks}
    (block,) = re.findall(r"map \$replica \$neighbour \{(.*?)\}", _text("nginx.conf"), re.DOTALL)
    pages = dict(re.findall(r"(\w+) +(\w+);", block))
    for replica, host in REPLICAS.items():
        assert re.findall(r"server (\S+?);", upstreams[replica]) == [f"{host}:{PORT}"]
        here, backup = re.findall(r"server (\S+) ([^;]+);", upstreams[f"rooms_{replica}"])
        assert here[0] == f"{host}:{PORT}" and backup[1] == "backup"
        assert neighbours[here[0]] == backup[0] != here[0]
        assert f"{REPLICAS[pages.get(replica, pages['default'])]}:{PORT}" == backup[0]


def test_all_files_name_one_port_and_one_health_check():
    (command,) = re.findall(r"^CMD (.+)$", _text("Dockerfile"), re.MULTILINE)
    assert json.loads(command)[-1] == str(PORT) and f"EXPOSE {PORT}" in _text("Dockerfile")
    pod = _pod("StatefulSet")["containers"][0]
    assert pod["args"][0].rstrip().endswith(" ".join(json.loads(command)))
    assert pod["ports"] == [{"name": "http", "containerPort": PORT}]
    for probe in ("startupProbe", "readinessProbe", "livenessProbe"):
        assert pod[probe]["httpGet"] == {"path": HEALTH, "port": "http"}
    for host in REPLICAS.values():
        assert f"http://127.0.0.1:{PORT}{HEALTH}" in COMPOSE[host]["healthcheck"]["test"][-1]
    assert set(re.findall(r"cnnviz-\d:(\d+)", _text("nginx.conf") + _text("Caddyfile"))) == {str(PORT)}


def test_nginx_listens_where_compose_and_kubernetes_look():
    (port,) = re.findall(r"^ +listen (\d+);", _text("nginx.conf"), re.MULTILINE)
    assert COMPOSE["proxy"]["ports"] == [f"127.0.0.1:{port}:{port}"]
    assert f"127.0.0.1:{port}{HEALTH}" in COMPOSE["proxy"]["healthcheck"]["test"][-1]
    assert _pod("Deployment")["containers"][0]["ports"][0]["containerPort"] == int(port)


def test_kubernetes_has_an_address_for_each_replica():
    (stateful,) = _of_kind("StatefulSet")
    first, count = stateful["spec"]["ordinals"]["start"], stateful["spec"]["replicas"]
    pods = [f"{stateful['metadata']['name']}-{first + number}" for number in range(count)]
    assert pods == [*REPLICAS.values()]
    services = {each["metadata"]["name"]: each["spec"] for each in _of_kind("Service")}
    for pod in pods:
        assert services[pod]["selector"] == {"statefulset.kubernetes.io/pod-name": pod}
        assert services[pod]["ports"][0]["port"] == PORT
    assert services[stateful["spec"]["serviceName"]]["clusterIP"] == "None"
    (ingress,) = _of_kind("Ingress")
    backend = ingress["spec"]["rules"][0]["http"]["paths"][0]["backend"]["service"]
    assert services[backend["name"]]["selector"] == {"app": "cnnviz-proxy"}
    assert stateful["spec"]["template"]["metadata"]["labels"] == stateful["spec"]["selector"]["matchLabels"]


def test_compose_lets_nobody_write_and_nothing_out():
    for host in [*REPLICAS.values(), "proxy"]:
        service = COMPOSE[host]
        assert service["read_only"] and service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]
        assert all(mount.startswith("/tmp:") for mount in service["tmpfs"])
    networks = yaml.safe_load(_text("compose.yaml"))["networks"]
    assert networks["inside"]["internal"]
    assert all([*COMPOSE[host]["networks"]] == ["inside"] for host in REPLICAS.values())
    addresses = [COMPOSE[host]["networks"]["inside"]["ipv4_address"] for host in [*REPLICAS.values(), "proxy"]]
    assert len(set(addresses)) == len(addresses)
    assert COMPOSE["cnnviz-1"]["environment"]["CNNVIZ_PROXIES"] == addresses[-1]


def test_kubernetes_lets_nobody_write_and_nobody_be_root():
    for kind in ("StatefulSet", "Deployment"):
        pod = _pod(kind)
        assert pod["securityContext"]["runAsNonRoot"] and pod["automountServiceAccountToken"] is False
        for container in pod["containers"]:
            security = container["securityContext"]
            assert security["readOnlyRootFilesystem"] and security["allowPrivilegeEscalation"] is False
            assert security["capabilities"] == {"drop": ["ALL"]}
            assert {"requests", "limits"} <= container["resources"].keys()


def test_the_image_has_what_the_app_needs_and_is_nobodys_root():
    copied = " ".join(re.findall(r"^COPY (?!--from)(.+) \S+$", _text("Dockerfile"), re.MULTILINE)).split()
    assert all((ROOT / path).exists() for path in copied)
    assert {"requirements.txt", "app.py", "pages", "models", "cnnviz", ".streamlit"} <= set(copied)
    allowed = {line.removeprefix("!") for line in _text("Dockerfile.dockerignore").splitlines() if line.startswith("!")}
    assert set(copied) == allowed
    assert re.findall(r"^USER (.+)$", _text("Dockerfile"), re.MULTILINE) == ["10001:10001"]
    assert _pod("StatefulSet")["securityContext"]["runAsUser"] == 10001
    # With none of its own Streamlit asks the internet for an address.
    assert "STREAMLIT_BROWSER_SERVER_ADDRESS=localhost" in _text("Dockerfile")


def test_nothing_is_logged_of_what_stands_behind_a_question_mark():
    configuration = _text("nginx.conf")
    (logged,) = re.findall(r"log_format \w+ '(.+)';", configuration)
    assert not set(re.findall(r"\$\w+", logged)) & {
        *("$request", "$request_uri", "$args", "$query_string", "$remote_addr", "$http_referer", "$http_user_agent")
    }
    # Each error's line has the whole request.
    assert "error_log stderr crit;" in configuration
    assert re.search(r"location /cnnviz/room \{\s+access_log off;", configuration)


@pytest.mark.skipif(NGINX is None, reason="nginx is not installed: Debian's nginx-light has it.")
def test_nginx_takes_its_configuration(tmp_path):
    path = tmp_path / "nginx.conf"
    path.write_text(on_loopback([f"http://127.0.0.1:{port}" for port in (1, 2, 3)], 4, tmp_path))
    assert "cnnviz-" not in re.sub(r"#.*", "", path.read_text())
    tested = subprocess.run([NGINX, "-t", "-c", str(path)], capture_output=True, text=True)
    assert tested.returncode == 0 and "warn" not in tested.stderr, tested.stderr


@pytest.mark.skipif(CADDY is None, reason="Caddy is not installed: Debian's caddy has it.")
def test_caddy_takes_its_configuration():
    command = [CADDY, "validate", "--adapter", "caddyfile", "--config", str(DEPLOY / "Caddyfile")]
    tested = subprocess.run(command, capture_output=True, text=True)
    assert tested.returncode == 0, tested.stderr
    assert "not formatted" not in tested.stderr


def test_the_files_name_no_path_that_is_not_there():
    for path in sorted(DEPLOY.iterdir()):
        text = path.read_text(encoding="utf-8")
        for named in set(re.findall(r"(?<![\w/.])(?:deploy|cnnviz|docs)/[\w./]+\.\w+", text)):
            assert (ROOT / named).exists(), (path.name, named)
