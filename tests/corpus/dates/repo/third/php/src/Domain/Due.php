<?php

namespace Erp\Domain;

class Due
{
    public function vatReturn(string $month): string
    {
        return date('Y-m-15', strtotime($month . '-01 +1 month'));
    }

    public function tdsDeposit(int $paid): int
    {
        return strtotime('+14 days', $paid);
    }

    public function vdsCertificate(\DateTimeImmutable $paid): \DateTimeImmutable
    {
        return $paid->add(new \DateInterval('P3D'));
    }

    public function voucher(\DateTimeImmutable $made): \DateTimeImmutable
    {
        return $made->add(new \DateInterval('P15D'));
    }

    public function rememberMe(): int
    {
        return strtotime('+14 days');
    }
}
