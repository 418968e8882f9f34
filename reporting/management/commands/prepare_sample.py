"""Everything that a sample database holds, in one go; what is there already stays as it is."""

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from plans.models import Plan
from portal import clock
from reporting.models import Round
from reporting.sample.allotments import tell_of_allotments
from reporting.sample.commitments import tell_of_commitments
from reporting.sample.drafts import tell_of_drafts
from reporting.sample.extensions import tell_of_extensions
from reporting.sample.goal_forms import tell_of_goal_forms
from reporting.sample.records import tell_of_records
from reporting.sample.reorganisations import tell_of_reorganisations
from reporting.sample.story import BEN_TRE, NAM_DINH
from reporting.sample.tasks import tell_of_tasks
from reporting.sample.versions import tell_of_versions


class Command(BaseCommand):
    help = "Tables, units, both plans and the sample years of a sample database; keeps what is there."

    def handle(self, *args, **options):
        if not settings.SAMPLE_DATABASE:
            raise CommandError("Only for a sample database: set SAMPLE_DATABASE=1")
        call_command("migrate", verbosity=0)
        call_command("load_units")
        call_command("load_days_off")
        catalogue = settings.BASE_DIR / "plans/catalogue"
        call_command("load_plan", *sorted(map(str, catalogue.glob("*.yaml"))), keep=True)
        if Round.objects.exists():
            call_command("sample_accounts")
        else:
            call_command("load_demo")
        plans, today = list(Plan.objects.filter(code__in=[NAM_DINH, BEN_TRE])), clock.today()
        tell_of_versions(plans, today)
        tell_of_goal_forms(today)
        tell_of_allotments(plans, today)
        tell_of_tasks(plans, today)
        tell_of_records(plans, today)
        tell_of_drafts(plans, today)
        tell_of_reorganisations(plans, today)
        tell_of_commitments(plans, today)
        tell_of_extensions(plans, today)
