"""How an installation is set up: the environment, the settings file, the key, the folder of a demonstration, the clock."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from superbill.storage import clock
from superbill.storage.config import BadSettings, Config, config_here, default_data_folder
from superbill.storage.demo_folder import PRACTICE_DAY, NotADemo, begin_demo_folder, played, remember


def test_the_environment_says_where_things_are(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SUPERBILL_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("SUPERBILL_CODES", str(tmp_path / "codes"))
    monkeypatch.setenv("SUPERBILL_DATABASE_URL", "postgres://a:b@c:1/d")

    config = Config()

    assert (config.data, config.codes) == (tmp_path / "data", tmp_path / "codes")
    assert config.database_url == "postgres://a:b@c:1/d"
    assert config.exchange == tmp_path / "data" / "exchange"


def test_without_an_environment_the_users_own_folder_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATA", "CODES", "DATABASE_URL", "HOSTS"):
        monkeypatch.delenv(f"SUPERBILL_{name}", raising=False)

    config = Config()

    assert config.data == default_data_folder()
    assert config.codes == default_data_folder() / "codes"
    assert (config.database_url, config.hosts, config.debug) == ("", "127.0.0.1,localhost,[::1]", False)


def test_a_configuration_cannot_be_changed(tmp_path: Path) -> None:
    config = Config(data=tmp_path)

    with pytest.raises(ValidationError):
        config.debug = True


def test_a_folder_without_a_settings_file_is_no_demonstration_and_its_clock_runs(tmp_path: Path) -> None:
    config = Config(data=tmp_path)

    assert (config.is_demo, config.practice_day) == (False, None)


def test_the_settings_file_says_demonstration_and_day(tmp_path: Path) -> None:
    (tmp_path / "superbill.toml").write_text("demo = true\npractice_day = 2026-09-18\n")

    config = Config(data=tmp_path)

    assert (config.is_demo, config.practice_day) == (True, date(2026, 9, 18))


@pytest.mark.parametrize("data", [b"demo = ", b"\xff\xfe", b"[demo\n"])
def test_a_settings_file_that_cannot_be_read_is_refused_with_its_path(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "superbill.toml").write_bytes(data)

    with pytest.raises(BadSettings) as refused:
        assert Config(data=tmp_path).is_demo

    assert refused.value.where == str(tmp_path / "superbill.toml")
    assert refused.value.todo


def test_the_key_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    folder = tmp_path / "new"

    first, again = Config(data=folder).secret_key, Config(data=folder).secret_key

    assert first == again and len(first) >= 50
    assert (folder / "secret.key").stat().st_mode & 0o777 == 0o600
    assert Config(data=tmp_path / "other").secret_key != first


# ------------------------------------------------------------------------------------- the folder of a demonstration


def test_a_new_folder_is_made_and_must_be_played(tmp_path: Path) -> None:
    assert begin_demo_folder(tmp_path / "demo", again=False)

    config = Config(data=tmp_path / "demo")
    assert (config.is_demo, config.practice_day) == (True, PRACTICE_DAY)


def test_a_demonstration_that_was_played_is_opened_as_it_is(tmp_path: Path) -> None:
    begin_demo_folder(tmp_path, again=False)
    remember(tmp_path, ({"name": "registered", "on": date(2026, 9, 8)},))
    (tmp_path / "kept").touch()

    assert not begin_demo_folder(tmp_path, again=False)
    assert (tmp_path / "kept").exists()
    assert played(tmp_path) == [{"name": "registered", "on": "2026-09-08"}]


@pytest.mark.parametrize(("is_played", "again"), [(True, True), (False, False), (False, True)])
def test_one_that_was_cut_short_or_is_asked_for_again_is_begun_anew(tmp_path: Path, is_played: bool, again: bool) -> None:
    begin_demo_folder(tmp_path, again=False)
    (tmp_path / "superbill.sqlite3").touch()
    if is_played:
        remember(tmp_path, ())

    assert begin_demo_folder(tmp_path, again=again)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["superbill.toml"]


@pytest.mark.parametrize("settings_file", [None, "", "demo = false\n", "practice_day = 2026-09-18\n"])
@pytest.mark.parametrize("again", [True, False])
def test_a_folder_that_holds_something_else_is_left_alone(tmp_path: Path, settings_file: str | None, again: bool) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")
    if settings_file is not None:
        (tmp_path / "superbill.toml").write_text(settings_file)

    with pytest.raises(NotADemo, match="holds no demonstration") as refused:
        begin_demo_folder(tmp_path, again=again)

    assert refused.value.where == str(tmp_path)
    assert (tmp_path / "thesis.txt").read_text() == "years of work"


# -------------------------------------------------------------------------------------------------------- the clock


def test_a_running_clock_tells_the_time(settings: Any, tmp_path: Path) -> None:
    settings.SUPERBILL = Config(data=tmp_path)

    before, moment, after = datetime.now(tz=UTC), clock.now(), datetime.now(tz=UTC)

    assert before <= moment <= after
    assert clock.today() in {before.astimezone().date(), after.astimezone().date()}


def test_a_demonstration_stays_on_its_day(settings: Any, tmp_path: Path) -> None:
    begin_demo_folder(tmp_path, again=False)
    settings.SUPERBILL = Config(data=tmp_path)

    assert clock.today() == clock.now().date() == PRACTICE_DAY


def test_a_played_day_ends_with_its_block_and_each_look_is_later(settings: Any, tmp_path: Path) -> None:
    begin_demo_folder(tmp_path, again=False)
    settings.SUPERBILL = Config(data=tmp_path)

    with clock.playing(date(2026, 4, 22)):
        first, second, day = clock.now(), clock.now(), clock.today()
        with clock.playing(date(2026, 5, 1)):
            assert clock.today() == date(2026, 5, 1)
        third = clock.now()

    assert day == first.date() == date(2026, 4, 22)
    assert first < second < third
    assert second - first == timedelta(seconds=clock.SECONDS_BETWEEN_LOOKS)
    assert clock.today() == PRACTICE_DAY


def test_settings_that_are_kept_follow_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SUPERBILL_CODES", str(tmp_path / "one"))
    one, again = config_here(), config_here()

    monkeypatch.setenv("SUPERBILL_CODES", str(tmp_path / "other"))

    assert one is again
    assert (one.codes, config_here().codes) == (tmp_path / "one", tmp_path / "other")
