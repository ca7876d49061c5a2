<?php
class Invoice
{
    const VAT_RATE = 5;
    const TAX_DEDUCTED_AT_SOURCE = 10;
    const LINES_PER_PAGE = 15;
    private $supplementaryDuty = 10;

    public function vat() { return $this->net * self::VAT_RATE / 100; }
    public function mushakTotal() { return $this->net * 1.05; }
    public function tds($pay) { return $pay * 0.1; }
    public function tip($pay) { return $pay * 0.1; }
    public function rates() { return ['vat' => 5, 'sd' => 10, 'tip' => 5]; }
}
