"""``groundcrew up``: what it says, what it leaves, and that it takes its child along."""

import socket
from pathlib import Path
from urllib.parse import urlsplit

from tests.wire.command_line import Shell, UpAndRunning, up


def test_it_says_where_it_is_and_how_to_go_on(groundcrew: UpAndRunning) -> None:
    assert groundcrew.address.url in groundcrew.said
    assert f'curl -H "x-functions-key: {groundcrew.address.key}"' in groundcrew.said
    assert "groundcrew send shipment" in groundcrew.said


def test_the_next_commands_find_it_without_flags(groundcrew: UpAndRunning) -> None:
    ended = groundcrew.shell.run("parked")

    assert (ended.returncode, ended.stdout) == (0, "Nothing is parked.\n")


def test_leaving_it_stops_the_host_and_forgets_the_address(tmp_path: Path) -> None:
    with up(tmp_path) as running:
        where = urlsplit(running.address.url)
        log = next(line for line in running.said.splitlines() if line.startswith("Log")).split()[-1]
        assert Path(log).exists()

    with socket.socket() as probe:
        assert probe.connect_ex((where.hostname or "", where.port or 0)) != 0
    assert not list(tmp_path.rglob("running.json"))
    assert not Path(log).exists()


def test_a_port_that_is_taken_is_one_sentence_with_the_remedy(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        ended = Shell(home=tmp_path).run("up", "--port", str(port))

    assert ended.returncode == 1
    assert ended.stderr.startswith(f"Error: Port {port} cannot be used: ")
    assert ended.stderr.endswith("Choose another with --port; 0 takes any free one.\n")


def test_a_state_folder_of_an_earlier_run_is_not_used_again(tmp_path: Path) -> None:
    (tmp_path / "groundcrew.db").touch()

    ended = Shell(home=tmp_path).run("up", "--port", "0", "--state", str(tmp_path))

    assert ended.returncode == 1
    assert "holds the state of an earlier run" in " ".join(ended.stderr.split())


def test_its_tenant_is_as_its_flight_plan_says(groundcrew: UpAndRunning) -> None:
    ended = groundcrew.shell.run("tenant", "plan", "--as-admin")

    assert ended.returncode == 0, ended.stdout


def test_a_new_tenant_can_be_set_up_by_an_app_and_by_an_administrator(tmp_path: Path) -> None:
    with up(tmp_path, "--new-tenant") as running:
        run = running.shell.run
        by_app = run("tenant", "plan", "--local")
        applied = run("tenant", "apply", "--as-admin", "--yes")
        after = run("tenant", "plan", "--as-admin")

    assert "Sign in as an administrator" in by_app.stdout
    assert [each.returncode for each in (by_app, applied, after)] == [3, 0, 0], applied.stderr
    assert not list(Path.cwd().glob("*.ids.json"))


def test_another_tenant_than_the_local_one_is_refused(groundcrew: UpAndRunning) -> None:
    ended = groundcrew.shell.run("tenant", "plan", "--as-admin", "--tenant", "fabrikam.com")

    assert ended.returncode == 2
    assert "not fabrikam.com" in " ".join(ended.stderr.split())


def test_without_it_there_is_no_local_tenant(tmp_path: Path) -> None:
    ended = Shell(home=tmp_path).run("tenant", "plan", "--local")

    assert ended.returncode == 1
    assert "Start one with 'groundcrew up'" in ended.stderr


def test_the_module_is_the_command(tmp_path: Path) -> None:
    shell = Shell(home=tmp_path)

    ended = shell.run("--help")

    assert ended.returncode == 0
    assert "Usage: groundcrew" in ended.stdout
