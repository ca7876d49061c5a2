<?php

namespace App\Services;

use Carbon\Carbon;

class TaxDeadline
{
    public function vatReturn(Carbon $period): Carbon
    {
        return $period->copy()->addMonthNoOverflow()->day(15);
    }

    public function tdsDeposit(Carbon $paidAt): Carbon
    {
        return $paidAt->copy()->endOfMonth()->addDays(14);
    }

    public function vdsCertificate(\DateTime $d): \DateTime
    {
        return (clone $d)->modify('+3 days');
    }

    public function installmentDue(Carbon $soldAt): Carbon
    {
        return $soldAt->copy()->addDays(30);
    }
}

function customer_due($date)
{
    return date('Y-m-d', strtotime($date . ' +15 days'));
}

function tax_amount($v)
{
    return round($v, 2, PHP_ROUND_HALF_UP);
}

function bmi($kg, $m)
{
    return round($kg / ($m * $m), 1);
}
