<?php

namespace App\Payroll;

function fiscalYearStart(int $year): \DateTimeImmutable
{
    return new \DateTimeImmutable("$year-07-01");
}

function fiscalYearOf(\DateTimeInterface $d): int
{
    return (int) $d->format('n') < 7 ? (int) $d->format('Y') - 1 : (int) $d->format('Y');
}

function incrementMonth(): int
{
    return 7;
}

const TDS_RETURN_DAY = 25;
const PAYROLL_CUTOFF_DAY = 25;
const SUPPLEMENTARY_EXAM_FEE = 20;
const DUTY_ROSTER_HOURS = 10;
