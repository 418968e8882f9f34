from django.urls import path

from plans.views import plans

app_name = "plans"
urlpatterns = [
    path("", plans.plan_list, name="plan-list"),
    path("<slug:code>/", plans.plan_page, name="plan-page"),
]
