<?php

namespace App\Http\Requests;

class StoreVendorRequest extends FormRequest
{
    const TIN_DIGITS = 12;
    private const BIN_REGEX = '/^\d{9}-\d{4}$/';
    protected $perPage = 15;

    public function rules(): array
    {
        return [
            'name' => 'required|string|max:120',
            'tin' => 'required|digits:12',
            'bin' => ['required', 'string', 'size:13'],
            'nid' => 'nullable|digits_between:10,17',
            'mobile' => ['required', 'regex:/^01[3-9]\d{8}$/'],
            'account_no' => 'required|digits:13',
            'routing' => 'digits:9',
            'vat_rate' => 'numeric|in:0,5,7.5,10,15',
            'pin_code' => 'digits:6',
        ];
    }

    public function messages(): array
    {
        return [
            'tin.digits' => 'The TIN must be 12 digits.',
            'mobile.regex' => 'Mobile must look like 01XXXXXXXXX.',
            'otp.digits' => 'The code must be 6 digits.',
        ];
    }

    public function validNid(string $nid): bool
    {
        return in_array(strlen($nid), [10, 13, 17]);
    }

    public function validTin($tin)
    {
        return preg_match('/^[0-9]{12}$/', $tin) === 1;
    }

    public function validBin($bin)
    {
        if (strlen($bin) != 11) {
            return false;
        }
        return ctype_digit($bin);
    }
}
