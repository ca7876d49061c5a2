<?php

final class Invoice
{
    private const FORM = 'Mushak-6.3';
    private float $vatPercentage = 15.0;
    private int $dueDays = 15;

    public function totals(array $lines): array
    {
        $net = array_sum(array_column($lines, 'net'));
        $vat = round($net * 15 / 100, 2);
        $sd = $net * 0.20;
        $ait = $net * 0.05;
        $discount = $net * 0.15;
        $tip = $net * 0.05;
        return compact('net', 'vat', 'sd', 'ait', 'discount', 'tip');
    }

    public function validate(array $in): void
    {
        if (!preg_match('/^\d{12}$/', $in['tin'])) {
            throw new InvalidArgumentException('TIN must be 12 digits');
        }
        if (strlen($in['bin']) !== 13) {
            throw new InvalidArgumentException('BIN');
        }
        if (mb_strlen($in['nid']) < 10 || mb_strlen($in['nid']) > 17) {
            throw new InvalidArgumentException('NID');
        }
        if (!preg_match('/^01[3-9]\d{8}$/', $in['mobile'])) {
            throw new InvalidArgumentException('Mobile');
        }
        if (strlen($in['awb']) !== 12) {
            throw new InvalidArgumentException('AWB');
        }
    }

    public static function fiscalYear(DateTimeImmutable $d): string
    {
        $y = (int) $d->format('Y');
        $m = (int) $d->format('m');
        return $m >= 7 ? "$y-" . ($y + 1) : ($y - 1) . "-$y";
    }

    public static function vatReturnDue(DateTimeImmutable $end): DateTimeImmutable
    {
        return $end->modify('+15 days');
    }
}
