<?php

class Parties extends CI_Controller
{
    public function save()
    {
        $this->form_validation->set_rules('tin', 'TIN', 'required|exact_length[12]');
        $this->form_validation->set_rules('bin', 'BIN', 'required|regex_match[/^\d{9}-\d{4}$/]');
        $this->form_validation->set_rules('nid', 'NID', 'min_length[10]|max_length[17]');
        $this->form_validation->set_rules('mobile', 'Mobile', 'required|exact_length[11]');
        $this->form_validation->set_rules('account', 'Account', 'exact_length[13]');
        $this->form_validation->set_rules('pass_no', 'Pass', 'exact_length[12]');
        $this->form_validation->set_rules('fax', 'Fax', 'max_length[11]');
        $this->form_validation->set_rules('cheque', 'Cheque', 'exact_length[10]');

        $net = (float) $this->input->post('net');
        $row = [
            'vat' => round($net * 15 / 100, 2),
            'tds' => round($net * 5 / 100, 2),
            'discount' => $net * 15 / 100,
            'commission' => $net * 5 / 100,
            'form' => 'Mushak-6.3',
            'layout' => 'Layout 6.3',
            'volume' => round((float) $this->input->post('volume'), 3),
        ];
        $this->db->insert('bills', $row);
    }

    public function fiscal_year($date)
    {
        $m = (int) date('n', strtotime($date));
        $y = (int) date('Y', strtotime($date));
        return $m >= 7 ? "$y-" . ($y + 1) : ($y - 1) . "-$y";
    }

    public function return_due($period)
    {
        return date('Y-m-15', strtotime("$period +1 month")); // VAT return
    }

    public function bazaar_day($period)
    {
        return date('Y-m-15', strtotime("$period +1 month"));
    }
}
