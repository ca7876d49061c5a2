<?php

return [
    ['code' => 'VAT', 'label' => 'Ticket VAT', 'rate' => 5],
    ['code' => 'AIT', 'label' => 'Advance tax of vehicles', 'rate' => 2],
    ['code' => 'CANCEL', 'label' => 'Cancellation', 'rate' => 10],
];

class Fare
{
    public $vat = 5.0;
    public $seats = 40;
    const SD_AC_BUS = 10;
    const SD_CARD_READERS = 10;

    public function total($fare, $ac)
    {
        $vat = $ac ? $fare * 15 / 100 : $fare * 5 / 100;
        $sd = $ac ? $fare * 10 / 100 : 0;
        $counter = $ac ? $fare * 10 / 100 : 0;
        return $fare + $vat + $sd + $counter;
    }

    public function agentTds($commission)
    {
        return $commission * 10 / 100;
    }

    public function refund($fare, $hours)
    {
        return $hours > 24 ? $fare * 0.9 : $fare * 0.5;
    }
}
