<?php

namespace App\Http\Requests;

use Illuminate\Foundation\Http\FormRequest;

class StorePartyRequest extends FormRequest
{
    public function rules(): array
    {
        return [
            'name' => 'required|string|max:150',
            'tin' => 'nullable|digits:12',
            'bin' => ['nullable', 'regex:/^\d{9}-\d{4}$/'],
            'nid' => 'nullable|digits_between:10,17',
            'mobile' => ['required', 'regex:/^(?:\+88|88)?(01[3-9]\d{8})$/'],
            'alt_mobile' => 'nullable|string|size:11',
            'account_no' => 'nullable|digits:13',
            'routing_no' => 'nullable|digits:9',
            'token' => 'nullable|size:17',
            'remarks' => 'max:12',
            'land_line' => ['nullable', 'regex:/^0[2-9]\d{7,8}$/'],
            'mobile_model' => 'nullable|max:11',
            'credit_days' => 'in:7,15,30',
        ];
    }

    public function messages(): array
    {
        return [
            'tin.digits' => 'The TIN must be 12 digits.',
            'bin.regex' => 'The BIN must look like 000123456-0101.',
            'account_no.digits' => 'The account must be 13 digits.',
        ];
    }
}
