from __future__ import annotations

import pytest

from tests.review_cases import findings, lines

RANDOM = "q9Xv2LmB8tYc1NhD6fGj3KuE"

SCRIPT_SECRETS = {
    "a short name beside a user": "const o = { auth: { user: 'reports', pass: 'Kushiyara!Boku37' } };",
    "a connection string": "const c = 'Server=db;User Id=erp;Password=Jamuna77;';",
    "a name in one word": "const o = { dbpassword: 'Meghna#2024' };",
    "a login": "await smtp.login('reports', 'Meghna#2024');",
    "a constant": f"const apiKey = '{RANDOM}';",
    "an object property": f"export const c = {{ jwt: {{ secret: '{RANDOM}' }} }};",
    "a quoted property": f"const headers = {{ 'X-Api-Key': '{RANDOM}' }};",
    "a class field": "class A { private readonly dbPassword = 'Meghna#2024'; }",
    "an assignment to a property": "config.smtp.password = 'Padma-2024!';",
    "the default of an environment variable": "const s = { secret: process.env.JWT_SECRET || 'prohori-erp-signing' };",
    "the default with ??": "const s = process.env.DB_PASSWORD ?? 'postgres';",
    "a default that echoes its name": "const s = { jwt: process.env.JWT_SECRET || 'secretKey' };",
    "the default of a configuration service": "const s = this.config.get('JWT_SECRET', 'hilsha-17-river');",
    "a parameter's default": "function connect(password = 'Surma@9981') {}",
    "a destructured default": "const { apiKey = 'a81fd09c77e2b4' } = options;",
    "a bearer header": f"const headers = {{ Authorization: 'Bearer {RANDOM}' }};",
    "a signing call": "const token = jwt.sign(payload, 'kornofuli-77-key');",
    "an hmac": "const h = crypto.createHmac('sha256', 'tista88barrage');",
    "a store password": "const sslcz = { store_passwd: 'abc61d2f4@ssl' };",
    "a known token shape under any name": "const x = 'AKIA" + "QX7ZPLM4NB2KD6TY';",
    "a stripe key in a call": "const s = new Stripe('sk_live_" + "51HqLyjWDarjtT1zdp7dc');",
    "a private key": "const pem = `-----BEGIN RSA PRIVATE KEY-----\nMIIEowIBAAKCAQEAx7Q2v0\n-----END RSA PRIVATE KEY-----`;",
    "a password in a URL": "const url = 'postgres://erp:Jamuna77@db.internal:5432/erp';",
    "one branch of a conditional": "const password = isProd ? process.env.P : 'Rupsha#11';",
    "a buffer": "const encryptionKey = Buffer.from('0123456789abcdef0123456789abcdef');",
}
PYTHON_SECRETS = {
    "a pair": 'requests.get(url, auth=("reports", "Meghna#2024"))',
    "a DSN": 'connect("host=db user=erp password=Jamuna77")',
    "a statement": "db.execute(\"CREATE USER erp WITH PASSWORD 'Jamuna77'\")",
    "a constant": f'SMS_API_KEY = "{RANDOM}"',
    "a keyword argument": 'connect(host="db", password="Meghna#2024")',
    "a dictionary entry": 'SETTINGS = {"store_passwd": "abc61d2f4@ssl"}',
    "a parameter's default": 'def connect(user: str, password: str = "Surma@9981"): ...',
    "the default of an environment variable": 'SECRET_KEY = os.environ.get("SECRET_KEY", "prohori-erp-signing")',
    "getenv": 'PASSWORD = os.getenv("DB_PASSWORD", "postgres")',
    "or": 'password = os.environ.get("DB_PASSWORD") or "postgres1"',
    "a subscript": 'app.config["SECRET_KEY"] = "padma-bridge-61"',
    "a password in a URL": 'URL = "postgresql+psycopg://erp:Jamuna77@db.internal/erp"',
    "bytes": f'SIGNING_KEY = b"{RANDOM}"',
    "a token of a known shape": 'x = "ghp_' + 'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8"',
    "a model's field": f'class Settings(BaseSettings):\n    webhook_secret: str = "{RANDOM}"',
    "jwt.encode": 'token = jwt.encode(claims, "kornofuli-77-key", algorithm="HS256")',
    "SecretStr": 'password = SecretStr("Meghna#2024")',
}
SCRIPT_LOOKALIKES = {
    "a test's result": "const result = { pass: 'all-12-checks', fail: '0' };",
    "a template of a connection string": "const c = `Server=${host};Password=${password};`; const d = 'Server=db;Password=<password>;';",
    "an environment read": "const apiKey = process.env.API_KEY;",
    "an empty default": "const s = { password: process.env.DB_PASSWORD || '' };",
    "a placeholder": "const password = 'changeme';",
    "another placeholder": "const apiKey = 'your-api-key-here';",
    "an angle placeholder": "const apiKey = '<api-key>';",
    "a row of x": "const token = 'xxxxxxxxxxxxxxxx';",
    "a message": "const M = { PASSWORD_REQUIRED: 'Password is required', INVALID_TOKEN: 'INVALID_TOKEN' };",
    "a label": "const labels = { password: 'Password' };",
    "a translation key": "const t = { password: 'auth.form.password.label' };",
    "a header's name": "const tokenHeader = 'x-auth-token';",
    "a header's name under a plain name": "const token = 'x-auth-token';",
    "a field's name": "const passwordField = 'password';",
    "an injection token": "export const AUTH_TOKEN = 'AUTH_TOKEN'; const API_TOKEN = Symbol('api');",
    "an enum": "enum Grant { ACCESS_TOKEN = 'access_token', PASSWORD = 'password', CLIENT_SECRET = 'client_secret' }",
    "a selector": "const page = { passwordInput: '#password', password: 'input[name=password]' };",
    "a path": "const r = { resetPassword: '/auth/reset-password', token: '/oauth2/token' };",
    "a URL": "const tokenUrl = 'https://id.example.org/oauth/token'; const token = 'https://id.bd/oauth/token';",
    "a URL with interpolated credentials": "const url = `postgres://${user}:${password}@${host}/erp`;",
    "a placeholder URL": "const url = 'postgres://user:password@localhost/erp';",
    "a type name": "const schema = { password: 'string', token: { type: 'string' } };",
    "an environment variable's name": "const apiKey = required('API_KEY'); const passwordVar = { password: 'DB_PASSWORD' };",
    "a secret's name in a vault": "export const SECRET_NAME = 'prod/finance/jwt-signing-key';",
    "a checksum": "const SCHEMA_CHECKSUM = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b';",
    "an example in documentation": "@ApiProperty({ example: 'Meghna#2024' }) password: string;",
    "a comment": "// const password = 'Meghna#2024';\nconst a = 1;",
    "a hash algorithm": "const h = crypto.createHmac('sha256', secret);",
    "an unrelated key": "const keyboard = { key: 'ArrowDown', primaryKey: 'id', publicKey: 'a' };",
    "page tokens": "const nextPageToken = 'CAoQAA1234abcd'; const csrfToken = 'abcd12345678';",
    "an example key of AWS": "const k = 'AKIAIOSFODNN7EXAMPLE';",
    "an icon": "const icons = { [Kind.PASSWORD]: 'lock-outline' };",
    "a disabled strategy": "const o = { clientSecret: secret || 'disabled' };",
}
PYTHON_LOOKALIKES = {
    "an example in a schema": 'value: str = Field(examples=["a", {"user": "u", "password": "Meghna#2024"}])',
    "an environment read": 'MAIL_PASSWORD = os.environ["MAIL_PASSWORD"]',
    "an empty default": 'PASSWORD = os.getenv("DB_PASSWORD", "")',
    "a placeholder": 'PASSWORD_PLACEHOLDER = "changeme"\npassword = "changeme"',
    "a file's path": 'MAIL_PASSWORD_FILE = "/run/secrets/mail"\npassword = "/run/secrets/mail"',
    "a header's name": 'API_KEY_HEADER = "X-API-Key"',
    "a message": 'password_help = "At least twelve characters"\nerrors = {"password": "Password is required"}',
    "a docstring": 'def f():\n    """password = \'Meghna#2024\' postgres://erp:Jamuna77@db/erp"""',
    "a comment": '# password = "Meghna#2024"\n',
    "a field's name": 'form = {"password": "password"}',
    "an f-string": 'url = f"postgres://{user}:{password}@{host}/erp"',
    "an enum": 'class Grant(Enum):\n    ACCESS_TOKEN = "access_token"',
    "a token's type": 'token_type = "Bearer"\ntokens = {"token": "bearer"}',
}


@pytest.mark.parametrize("name", SCRIPT_SECRETS)
def test_a_credential_in_typescript_is_found(name: str) -> None:
    assert lines("src/a.ts", SCRIPT_SECRETS[name], "secret.hardcoded") == [1]


@pytest.mark.parametrize("name", PYTHON_SECRETS)
def test_a_credential_in_python_is_found(name: str) -> None:
    code = PYTHON_SECRETS[name]
    assert lines("app/a.py", code, "secret.hardcoded") == [code.count("\n") + 1]


@pytest.mark.parametrize("name", SCRIPT_LOOKALIKES)
def test_what_only_looks_like_a_credential_in_typescript_is_not_reported(name: str) -> None:
    assert lines("src/a.ts", SCRIPT_LOOKALIKES[name], "secret.hardcoded") == []


@pytest.mark.parametrize("name", PYTHON_LOOKALIKES)
def test_what_only_looks_like_a_credential_in_python_is_not_reported(name: str) -> None:
    assert lines("app/a.py", PYTHON_LOOKALIKES[name], "secret.hardcoded") == []


def test_a_credential_in_javascript_and_in_jsx_is_found() -> None:
    assert lines("src/a.js", f"module.exports = {{ apiKey: '{RANDOM}' }};", "secret.hardcoded") == [1]
    assert lines("src/a.tsx", f'const m = <Map apiKey="{RANDOM}" />;', "secret.hardcoded") == [1]


@pytest.mark.parametrize("value", [RANDOM, "Meghna#2024", "hilsha"])
def test_the_value_never_appears_in_the_finding(value: str) -> None:
    found = findings("src/a.ts", f"const options = {{ dbPass: '{value}', host: 'db' }};")
    assert [f.rule for f in found] == ["secret.hardcoded"]
    assert value not in found[0].model_dump_json()
    assert "dbPass" in found[0].evidence


def test_translations_are_not_credentials_but_a_token_in_them_is() -> None:
    assert lines("src/i18n/de.ts", "export default { password: 'Passwort1' };", "secret.hardcoded") == []
    assert lines("src/i18n/de.ts", "export default { footer: 'sk_live_" + "51HqLyjWDarjtT1zdp7dc' };", "secret.hardcoded") == [1]


def test_a_committed_environment_file_is_read_line_by_line() -> None:
    text = "# local\nPORT=3000\nDB_PASSWORD=Meghna#2024\nJWT_SECRET=changeme\nAPI_KEY=\nexport SMS_API_KEY='a81fd09c77e2b4'\nURL=postgres://erp:Jamuna77@db/erp\n"
    assert lines("services/finance/.env", text, "secret.hardcoded") == [3, 6, 7]
    assert "Meghna" not in str(findings("services/finance/.env", text))
