<?php

class Purchase extends CI_Controller
{
    private $tds_slabs = array(
        array('min' => 0, 'max' => 50, 'rate' => 3),
        array('min' => 50, 'max' => 200, 'rate' => 5),
    );

    private $price_slabs = array(
        array('min' => 0, 'max' => 50, 'rate' => 3),
        array('min' => 50, 'max' => 100, 'rate' => 5),
    );

    public function vat_for($type)
    {
        switch ($type) {
            case 'decorator': return 15;
            case 'furniture': return 7.5;
            case 'it': return 5;
        }
        return 10;
    }

    public function seats_for($type)
    {
        switch ($type) {
            case 'family': return 15;
            case 'couple': return 2;
        }
        return 5;
    }

    public function pay($bill)
    {
        $deduct['vds'] = $bill['amount'] * .15;
        $deduct['tds'] = $bill['amount'] * .05;
        $deduct['security'] = $bill['amount'] * .10;
        $data['vat_rate'] = 15;
        $data['menu_rate'] = 4.5;
    }
}
