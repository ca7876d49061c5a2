<?php
class Kyc
{
    const NID_LENGTH_OLD = 13;
    const LOAN_NO_LENGTH = 13;

    public function rules(): array
    {
        return [
            'tin' => 'required|size:12',
            'bin' => 'nullable|digits_between:9,13',
            'mobile' => 'required|regex:/^01[3-9]\d{8}$/',
            'nid_photo' => 'required|image|max:10',
            'tin_certificate' => 'file|max:12',
            'passport_no' => 'nullable|size:9',
            'loan_no' => 'required|digits:13',
            'landline' => 'nullable|digits:11',
        ];
    }
}
