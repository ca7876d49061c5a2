<?php
class Vendors extends CI_Controller
{
    public function store()
    {
        $this->form_validation->set_rules('tin', 'TIN', 'required|exact_length[12]|numeric');
        $this->form_validation->set_rules('bin', 'BIN', 'trim|regex_match[/^\d{9}-\d{4}$/]');
        $this->form_validation->set_rules('nid', 'NID', 'required|min_length[10]|max_length[17]');
        $this->form_validation->set_rules('phone', 'Phone', 'required|exact_length[11]');
        $this->form_validation->set_rules('ref', 'Reference', 'exact_length[12]');
        $this->form_validation->set_rules('ac_no', 'A/C No', 'min_length[13]|max_length[17]');

        $mobile = $this->input->post('mobile');
        if (substr($mobile, 0, 2) != '01' || strlen($mobile) != 11) {
            show_error('Invalid mobile number');
        }
        $serial = $this->input->post('serial');
        if (strlen($serial) != 11) {
            show_error('serial');
        }
        $tin = preg_replace('/[^0-9]/', '', $this->input->post('tin'));
        if (strlen($tin) !== 12) {
            show_error('TIN');
        }
    }
}
