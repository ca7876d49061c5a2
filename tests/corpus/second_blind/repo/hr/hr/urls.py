from django.urls import path, re_path
from payroll.views import PayslipView
from people.views import EmployeeView, by_nid, by_card

urlpatterns = [
    path("employees/", EmployeeView.as_view()),
    re_path(r"^employees/nid/(?P<nid>\d{10}|\d{13}|\d{17})/$", by_nid),
    re_path(r"^employees/card/(?P<card>\d{10})/$", by_card),
    path("payslips/<int:pk>/", PayslipView.as_view()),
]
