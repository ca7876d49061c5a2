import os

INSTALLED_APPS = ["django.contrib.contenttypes", "django.contrib.auth", "rest_framework", "people", "payroll"]
ROOT_URLCONF = "hr.urls"
TIME_ZONE = "Asia/Dhaka"
USE_TZ = True
DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "NAME": os.environ.get("DB_NAME", "hr"), "CONN_MAX_AGE": 15}}
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
]
SESSION_COOKIE_AGE = 15 * 24 * 3600
EMPLOYEE_NID_LENGTHS = (10, 13, 17)
FISCAL_YEAR_START = (7, 1)
LEAVE_YEAR_START = (1, 1)
SALARY_TDS_DEPOSIT_DAYS = 14
