<?php
class TaxYear
{
    private $startMonth = 7;
    private $perPage = 15;

    public function incomeYear(DateTime $d)
    {
        $start = new DateTime($d->format('Y') . '-07-01');
        return $d >= $start ? (int) $d->format('Y') : (int) $d->format('Y') - 1;
    }

    public function taxDay($year)
    {
        return new DateTime("$year-11-30");
    }

    public function vatReturnLastDay($y, $m)
    {
        return sprintf('%04d-%02d-15', $y, $m + 1);
    }

    public function rechargeLastDay($y, $m)
    {
        return sprintf('%04d-%02d-15', $y, $m + 1);
    }

    public function vatAmount($price)
    {
        return floor($price * 15) / 100;
    }

    public function cbm($l, $w, $h)
    {
        return round($l * $w * $h / 1000000, 3);
    }
}
