<?php
class CustomerRequest extends FormRequest
{
    public function rules()
    {
        return [
            'customer.tin' => 'nullable|numeric|digits:12',
            'customer.bin' => ['nullable', 'string', 'size:13'],
            'customer.nid' => ['required', 'regex:/^(\d{10}|\d{13}|\d{17})$/'],
            'customer.phone' => 'required|regex:/(01)[3-9][0-9]{8}/|max:11',
            'customer.passport' => 'nullable|size:9',
            'customer.fax' => 'nullable|digits:11',
            'bank.account' => 'required|digits:13',
            'bank.routing' => 'required|digits:9',
        ];
    }
}

function format_tin($tin)
{
    if (strlen($tin) == 12) {
        return implode('-', str_split($tin, 4));
    }
    return $tin;
}

function valid_token($token)
{
    return strlen($token) == 12;
}
