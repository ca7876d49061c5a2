import json
import stat

import pytest

from prohori.errors import SettingsError
from prohori.settings import load, private_folder


@pytest.fixture
def home(tmp_path, monkeypatch):
    for name in ("PROHORI_SERVER_PORT", "PROHORI_REPO", "PROHORI_PROFILE_TARGETS", "PROHORI_FAIL_ON"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PROHORI_HOME", str(tmp_path / "state"))
    return tmp_path / "state"


def test_the_state_folder_is_made_private(home):
    assert load().state == home
    assert stat.S_IMODE(home.stat().st_mode) == 0o700


def test_the_environment_wins_over_the_file(home, monkeypatch):
    private_folder(home)
    (home / "settings.json").write_text(json.dumps({"server_port": 5001, "fail_on": "major"}))
    monkeypatch.setenv("PROHORI_SERVER_PORT", "5002")
    assert (load().server_port, load().fail_on) == (5002, "major")


def test_a_wrong_variable_is_named_with_its_cause(home, monkeypatch):
    monkeypatch.setenv("PROHORI_SERVER_PORT", "70000")
    with pytest.raises(SettingsError) as caught:
        load()
    assert "`PROHORI_SERVER_PORT`" in str(caught.value)
    assert "less than or equal to 65535" in str(caught.value)


@pytest.mark.parametrize("text", ["{", "[1]", '{"home": "/x"}', '{"colour": 1}'])
def test_a_wrong_settings_file_is_one_clear_error(home, text):
    private_folder(home)
    (home / "settings.json").write_text(text)
    with pytest.raises(SettingsError, match=r"settings\.json"):
        load()


def test_a_variable_that_should_be_json_says_so(home, monkeypatch):
    monkeypatch.setenv("PROHORI_PROFILE_TARGETS", "{not json")
    with pytest.raises(SettingsError, match="profile_targets"):
        load()


def test_a_home_that_is_a_file_is_one_clear_error(home):
    home.write_text("")
    with pytest.raises(SettingsError, match="state folder cannot be made"):
        _ = load().state


def test_a_home_that_others_can_write_is_refused(home):
    home.mkdir(mode=0o700)
    home.chmod(0o777)
    with pytest.raises(SettingsError, match="chmod go-w"):
        _ = load().state
