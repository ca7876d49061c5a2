<?php

declare(strict_types=1);

namespace Erp\Domain;

final readonly class FiscalYear
{
    public static function containing(\DateTimeImmutable $on): self
    {
        $y = (int) $on->format('Y');
        return new self((int) $on->format('n') < 7 ? $y - 1 : $y);
    }

    public function firstDay(): \DateTimeImmutable
    {
        return new \DateTimeImmutable("{$this->year}-07-01");
    }

    public function lastDay(): \DateTimeImmutable
    {
        return (new \DateTimeImmutable())->setDate($this->year + 1, 6, 30);
    }

    public function __toString(): string
    {
        return sprintf('%d-%02d', $this->year, ($this->year + 1) % 100);
    }
}
