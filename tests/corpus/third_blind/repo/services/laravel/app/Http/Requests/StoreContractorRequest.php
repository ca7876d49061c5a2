<?php

namespace App\Http\Requests;

use Illuminate\Foundation\Http\FormRequest;

class StoreContractorRequest extends FormRequest
{
    public function rules(): array
    {
        return [
            'name' => 'required|string|max:160',
            'tin' => 'required|digits:12',
            'bin' => ['required', 'regex:/^\d{9}-\d{4}$/'],
            'nid' => ['nullable', 'regex:/^(\d{10}|\d{13}|\d{17})$/'],
            'mobile' => 'required|regex:/^01[3-9]\d{8}$/',
            'alt_mobile' => 'nullable|digits:11',
            'director_nid' => 'nullable|digits_between:10,17',
            'routing' => 'required|digits:9',
            'account' => 'required|digits_between:11,17',
            'landline' => 'nullable|digits_between:7,11',
            'enlistment_no' => 'required|size:12',
            'otp' => 'required|digits:6',
            'tin_certificate' => 'file|max:12288',
            'bin_certificate' => 'file|mimes:pdf|max:9216',
            'nid_photo' => 'image|max:1017',
        ];
    }

    public function messages(): array
    {
        return [
            'tin.digits' => 'TIN must be 12 digits.',
            'bin.regex' => 'BIN must look like 000123456-0101.',
            'account.digits_between' => 'Account numbers have 11 to 17 digits.',
            'enlistment_no.size' => 'Enlistment numbers have 12 signs.',
        ];
    }
}
