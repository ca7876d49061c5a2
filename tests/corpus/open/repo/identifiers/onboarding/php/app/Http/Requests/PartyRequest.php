<?php
namespace App\Http\Requests;

class PartyRequest extends FormRequest
{
    public function rules(): array
    {
        return [
            'etin' => 'nullable|digits:12',
            'vat_reg_no' => ['nullable', 'regex:/^\d{9}-\d{4}$/'],
            'nid' => ['required', 'digits_between:10,17'],
            'phone' => ['required', Rule::phone()->country('BD')],
            'contact_mobile' => 'required|numeric|digits:11',
            'cheque_no' => 'required|digits:12',
            'routing_number' => 'required|digits:9',
            'card_bin' => 'nullable|digits:8',
            'pin' => 'required|digits:10',
        ];
    }

    public function messages(): array
    {
        return [
            'etin.digits' => 'The e-TIN must be 12 digits.',
            'cheque_no.digits' => 'Cheque must be 12 digits.',
        ];
    }
}
