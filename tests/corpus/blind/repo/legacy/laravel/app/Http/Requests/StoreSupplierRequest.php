<?php

namespace App\Http\Requests;

use Illuminate\Foundation\Http\FormRequest;

class StoreSupplierRequest extends FormRequest
{
    public function rules(): array
    {
        return [
            'name' => ['required', 'string', 'max:150'],
            'tin' => ['nullable', 'digits:12'],
            'bin' => 'nullable|regex:/^[0-9]{9}-[0-9]{4}$/',
            'nid' => 'required|digits_between:10,17',
            'mobile' => ['required', 'regex:/^(?:\+88|88)?(01[3-9]\d{8})$/'],
            'owner_nid' => ['required', 'regex:/^(\d{10}|\d{13})$/'],
            'alt_mobile' => 'nullable|size:11|starts_with:01',
            'po_no' => ['nullable', 'digits:12'],
            'routing_no' => 'required|digits:9',
            'account_no' => 'required|digits_between:10,17',
            'tel' => 'nullable|regex:/^02-?\d{7,8}$/',
            'vat_rate' => 'required|in:0,5,7.5,10,15',
            'tds_rate' => 'nullable|numeric|max:7',
            'grace_days' => 'nullable|numeric|max:7',
            'attachments' => 'array|max:15',
        ];
    }

    public function messages(): array
    {
        return [
            'tin.digits' => 'টিআইএন অবশ্যই ১২ সংখ্যার হতে হবে।',
            'bin.regex' => 'BIN must look like 000123456-0101.',
            'mobile.regex' => 'মোবাইল নম্বরটি সঠিক নয়।',
            'nid.digits_between' => 'NID must be 10 to 17 digits',
        ];
    }
}
