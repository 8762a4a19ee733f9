"""The composition root: settings become a Litestar application. Nothing imports it but the command line and tests."""

from pathlib import Path

import msgspec
import structlog
from litestar import Litestar, Router
from litestar.config.compression import CompressionConfig
from litestar.datastructures import State
from litestar.di import Provide

from backend.advert.adverts import Adverts
from backend.advert.fetch import Fetcher
from backend.clock import fresh_id
from backend.commands.mutations import phone_commands
from backend.commands.write import Ground
from backend.config import Settings
from backend.domain.programmes import load_all
from backend.domain.time import Clock
from backend.notify.way import Posts
from backend.paper.press import Press
from backend.store.engine import Database
from backend.store.files import Files
from backend.store.sync import SyncStore
from backend.views.environment import environment
from backend.web import (
    adverts,
    agreements,
    assignments,
    attachments,
    calendars,
    citizen_course,
    citizens,
    contacts,
    course,
    decisions,
    deliveries,
    entry,
    errors,
    exported,
    goals,
    health,
    holding,
    home,
    imported,
    joblog,
    jobnet,
    jobs,
    learning,
    live,
    meetings,
    metrics,
    more,
    operation,
    placements,
    plan,
    preferences,
    requirements,
    session,
    static,
    subscriptions,
    sync,
    tracks,
    wishes,
)
from backend.web.asked import Asked
from backend.web.bound import Bound
from backend.web.forms import MOST_BYTES
from backend.web.headers import hardened
from backend.web.origin import OurHost, SameOrigin
from backend.web.pages import Pages
from backend.web.services import Given, Services, services_at
from backend.web.session import WhoIsAsking
from backend.web.throttle import Throttle
from sync.server.engine import Engine, Failure, Limits

log = structlog.get_logger()

FRONTEND = Path(__file__).parent.parent / "frontend"
DIST = FRONTEND / "dist"
TEMPLATES = FRONTEND / "templates"
# The same list the service worker puts on the pages it draws.
SECURITY: dict[str, str] = msgspec.json.decode((FRONTEND / "security.json").read_bytes())
# Brotli at 5 takes the processor as long as gzip at 5, and makes a long joblog 5 % smaller, a page more. What cannot
# read it, or asks over plain HTTP from elsewhere, is given gzip.
COMPRESSION = CompressionConfig(
    backend="brotli",
    brotli_quality=5,
    gzip_compress_level=5,
    minimum_size=1000,
    exclude_opt_key="exclude_from_compression",
)

HANDLERS = (
    home.home,
    jobs.show_jobs,
    jobs.show_job,
    jobs.apply,
    jobs.undo,
    jobs.decline,
    jobs.reopen,
    assignments.show_assignments,
    assignments.complete,
    assignments.annotate,
    agreements.complete,
    agreements.fulfil,
    joblog.show_joblog,
    joblog.show_new,
    joblog.add,
    learning.show_learning,
    jobnet.show_jobnet,
    imported.show_import,
    imported.preview,
    imported.write_in,
    exported.show_exported,
    exported.as_csv,
    exported.as_json,
    exported.as_zip,
    exported.as_paper,
    adverts.show_shared,
    adverts.show_link,
    adverts.read_link,
    entry.show_entry,
    entry.edit,
    entry.step,
    entry.unstep,
    entry.archive,
    entry.copied,
    entry.remove,
    attachments.attach,
    attachments.receive,
    attachments.fetch,
    attachments.remove,
    course.show_course,
    course.get_ready,
    course.come,
    wishes.make,
    wishes.withdraw,
    goals.show_goals,
    goals.set_goal,
    goals.move,
    goals.end,
    plan.show_plan,
    plan.show_plan_file,
    plan.check,
    plan.annotate,
    more.show_more,
    citizens.show_citizens,
    citizens.show_citizen,
    citizens.hand_out,
    citizens.withdraw,
    citizens.give,
    wishes.answer,
    meetings.book,
    meetings.propose,
    meetings.move,
    meetings.cancel,
    meetings.miss,
    holding.show_meeting,
    holding.keep,
    holding.finish,
    holding.show_sending,
    holding.send,
    citizen_course.show_citizen_course,
    citizen_course.move_to,
    citizen_course.change,
    decisions.show_decision,
    decisions.answer,
    decisions.show_decisions,
    decisions.decide,
    placements.show_placements,
    placements.show_citizen_placements,
    placements.plan,
    placements.start,
    placements.end,
    plan.show_citizen_plan,
    plan.show_citizen_plan_file,
    requirements.show_requirement,
    requirements.show_citizen_requirement,
    requirements.agree,
    requirements.end,
    tracks.show_track,
    tracks.show_tracks,
    tracks.choose,
    tracks.tick,
    session.show_sign_in,
    session.sign_in,
    session.sign_out,
    session.show_session,
    sync.show_sync,
    sync.send_now,
    sync.show_file,
    live.stream,
    subscriptions.subscribe,
    subscriptions.unsubscribe,
    calendars.show_meeting,
    calendars.read,
    calendars.show_calendar,
    calendars.renew,
    calendars.close,
    subscriptions.seen,
    subscriptions.dealt_with,
    preferences.show_preferences,
    preferences.choose,
    contacts.ask,
    contacts.remove,
    contacts.show_confirm,
    contacts.confirm,
    contacts.show_contacts,
    deliveries.show_deliveries,
    metrics.show_metrics,
    operation.show_operation,
)


def services_of(
    settings: Settings, db: Database, *, secret: str, vapid_key: str, posts: Posts, clock: Clock
) -> Services:
    """Everything handlers need, made of the settings and a data base. Raises NotBuilt without a front-end build."""
    store = SyncStore(db, clock=clock, backup_hours=settings.backup_horizon_hours)
    pages = Pages(environment(templates=TEMPLATES), static.Assets.load(DIST), secret=secret, clock=clock)
    return Services(
        settings=settings,
        secret=secret,
        vapid_key=vapid_key,
        ground=Ground(db=db, clock=clock, fresh_id=fresh_id),
        pages=pages,
        sync=Engine(store=store, commands=phone_commands(fresh_id), limits=Limits(), on_failure=_tell_operators),
        records=store,
        shelf=load_all(),
        live=live.Live(db, address=settings.database_url.get_secret_value()),
        press=Press(DIST / "fonts"),
        throttle=Throttle(clock),
        adverts=Adverts(Fetcher()),
        files=Files(settings.files_folder),
        posts=posts,
    )


def app_of(services: Services) -> Litestar:
    """The web application on an open data base."""
    return Litestar(
        [
            Router("/", route_handlers=[*HANDLERS, sync.sync, health.healthz, health.readyz]),
            *static.static_routes(DIST),
        ],
        dependencies={
            "services": Provide(_services, sync_to_thread=False),
            "live": Provide(_live, sync_to_thread=False),
        },
        middleware=[
            OurHost(),
            Bound(),
            SameOrigin(),
            WhoIsAsking(),
        ],
        lifespan=[lambda app: app.state.services.live.listening()],
        exception_handlers=errors.HANDLERS,
        before_send=[hardened(SECURITY)],
        request_max_body_size=MOST_BYTES,
        compression_config=COMPRESSION,
        state=State({"services": services}),
        openapi_config=None,
        logging_config=None,
    )


def _services(request: Asked) -> Services:
    return services_at(request.scope)


def _live(services: Given) -> live.Live:
    return services.live


def _tell_operators(failure: Failure) -> None:
    log.error(
        "mutation failed",
        person=failure.person,
        device=failure.device,
        number=failure.number,
        command=failure.name,
        attempts=failure.attempts,
        parked=failure.parked,
        exc_info=failure.error,
    )
