from celery.schedules import crontab

beat_schedule = {
    "open-fiscal-year": {"task": "books.open", "schedule": crontab(minute=0, hour=1, day_of_month=1, month_of_year=7)},
    "prune-sessions": {"task": "auth.prune", "schedule": crontab(minute=0, hour=1, day_of_month=15)},
    "summer-timetable": {"task": "bus.summer", "schedule": crontab(minute=0, hour=1, day_of_month=1, month_of_year=7)},
}
