from django.urls import path

from plans.views import indicators, plans

app_name = "plans"
urlpatterns = [
    path("", plans.plan_list, name="plan-list"),
    path("danh-muc/chi-so/", indicators.indicator_list, name="indicator-list"),
    path("danh-muc/chi-so/<slug:code>/", indicators.indicator_page, name="indicator-page"),
    path("<slug:code>/", plans.plan_page, name="plan-page"),
]
