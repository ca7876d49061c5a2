"""What frameworks call by name or by decorator. Vocabulary only."""

from __future__ import annotations

import re

from prohori.codebase.words import listed

ALWAYS_CALLED = listed(
    """
    constructor onModuleInit onModuleDestroy onApplicationBootstrap onApplicationShutdown beforeApplicationShutdown
    ngOnInit ngOnDestroy ngOnChanges ngAfterViewInit ngAfterContentInit ngDoCheck ngAfterViewChecked ngAfterContentChecked
    componentDidMount componentDidUpdate componentWillUnmount shouldComponentUpdate componentDidCatch
    toJSON toString valueOf onPluginBootstrap onPluginDestroy
    __construct __invoke __get __set __call __callStatic __toString __isset __unset
    """
)
"""Methods that run once their class is in use."""

CALLED_THROUGH_BASE = listed(
    """
    canActivate canActivateChild canDeactivate intercept catch use configure transform validate defaultMessage execute handle run process
    up down render getDerivedStateFromProps
    writeValue registerOnChange registerOnTouched setDisabledState validateAsync resolve load getTranslation
    beforeInsert afterInsert beforeUpdate afterUpdate beforeRemove afterRemove afterLoad listenTo afterRecover
    createTypeOrmOptions createMikroOrmOptions createMongooseOptions createJwtOptions createCacheOptions createGqlOptions createBullOptions
    createMulterOptions createHttpOptions createThrottlerOptions serializeUser deserializeUser handleRequest getTracker
    afterInit handleConnection handleDisconnect log error warn debug verbose serialize deserialize connect close
    register boot rules authorize messages attributes prepareForValidation withValidator passedValidation failedValidation
    failedAuthorization
    toArray build envelope content attachments via toMail toDatabase toBroadcast failed broadcastOn broadcastWith middleware schedule
    commands before definition passes message booted booting casts newFactory with share version middlewareFor uniqueId tags backoff
    get post put patch delete head options dispatch get_queryset get_context_data get_serializer_class get_object form_valid form_invalid
    perform_create perform_update perform_destroy list create retrieve update partial_update destroy has_permission has_object_permission
    to_representation to_internal_value save clean full_clean ready handle_noargs add_arguments process_request process_response
    process_view process_exception dispatch_request on_event
    """
)
"""Methods that a class from outside the repository calls on what builds on it; only for a class that builds on one."""

FRAPPE_EVENTS = listed(
    """
    autoname before_naming before_insert after_insert before_validate validate before_save after_save on_update before_submit on_submit
    before_cancel on_cancel on_trash after_delete before_update_after_submit on_update_after_submit before_rename after_rename
    on_change before_print onload db_insert db_update load_from_db delete get_list get_count get_stats get_feed get_title set_indicator
    before_mapping after_mapping is_virtual on_discard before_discard get_context on_login get_valid_dict after_mapping
    """
)

NEST_HANDLERS = listed(
    """
    Get Post Put Patch Delete All Head Options Sse Search Query Mutation Subscription ResolveField ResolveProperty ResolveReference
    MessagePattern EventPattern GrpcMethod GrpcStreamMethod SubscribeMessage Cron Interval Timeout OnEvent Process Processor
    OnQueueActive OnQueueCompleted OnQueueFailed OnWorkerEvent Saga Command SubCommand Option RabbitSubscribe RabbitRPC SqsMessageHandler
    HostListener Input Output ViewChild HostBinding ContentChild BeforeInsert BeforeUpdate AfterLoad AfterInsert AfterUpdate BeforeRemove
    BeforeSoftRemove Bind OnWorkerEvent QueueJobHandler McpTool Tool
    """
)
"""Method decorators with which a registered class offers a method to its framework."""

PASSIVE = re.compile(
    r"^(Api\w*|UseGuards|UsePipes|UseInterceptors|UseFilters|HttpCode|Header|Roles|Permissions?|Public|Throttle|SkipThrottle|Version|Redirect"
    r"|Render|Transactional|Transaction|Cache\w*|Log\w*|Memoize|Deprecated|deprecated|Override|override|staticmethod|classmethod|property"
    r"|cached_property|lru_cache|cache|wraps|functools\.\w+|abstractmethod|abc\.\w+|\w+\.setter|\w+\.getter|contextmanager|contextlib\.\w+"
    r"|overload|typing\.\w+|final|atomic|transaction\.\w+|Exclude|Expose|Transform|Type|IsOptional|Is\w+|Min|Max|Injectable|Autowired|cached)$"
)

CONTROLLERS = listed("Controller Resolver WebSocketGateway RestController JsonController Route")
MODULES = listed("Module NgModule Plugin CorePlugin Global")
ENTITY = re.compile(r"(Entity|^Table|^Schema)$")
COLUMN = re.compile(
    r"Column|ManyTo|OneTo|^Prop$|^Property$|PrimaryKey|^JoinTable$|^RelationId$|^Index$|^Unique$|^Check$|^Enum$|^Formula$|^Generated|"
    r"MultiORM|^ForeignKey$|^BelongsTo|^HasMany|^HasOne|^Default$|^AllowNull$|ColumnIndex"
)
BODIES = listed("Body Query Param Args Payload MessageBody Headers BodyParam QueryParams BodyParams UploadedFile")
VALIDATORS_FROM = ("class-validator", "class-transformer", "class-sanitizer", "nestjs-i18n")
VALIDATES = listed("validate validateOrReject validateSync transformAndValidate transformAndValidateSync")
VALIDATOR = re.compile(
    r"^(Is[A-Z]\w*|Min|Max|MinLength|MaxLength|Length|Matches|Equals|NotEquals|Contains|NotContains|Array\w+|ValidateNested|ValidateIf|Validate"
    r"|ValidateBy|Allow|MinDate|MaxDate|Transform|Type|Exclude|Expose|Whitelist)$"
)

SERVED = re.compile(r"(^|\.)(FastAPI|Flask|Starlette|Sanic|Quart|Typer|Celery|Dash)$")
MOUNTED = re.compile(r"(^|\.)(APIRouter|Blueprint|Router|DefaultRouter|SimpleRouter|NinjaAPI|Namespace)$")

COMMON_MEMBERS = listed(
    """
    get set has add delete find findOne findAll findMany create update save remove map filter reduce forEach push pop some every includes
    then catch finally next emit on off once subscribe unsubscribe pipe tap close open start stop run init load send log error warn info
    debug toString valueOf call apply bind keys values entries join split slice concat sort reverse indexOf length size clear reset
    execute query count insert upsert exists first last all append extend items update strip format validate transform handle process
    parse stringify test match replace trim connect disconnect destroy setup render show hide toggle back submit cancel refresh
    """
)
"""Member names too usual to conclude from one that the only class of the repository with it is meant."""

CSHARP_ENTRY = listed("ApiController Route HttpGet HttpPost HttpPut HttpDelete HttpPatch Authorize Controller Table Key Column Required")
LARAVEL_OWN = listed(
    """
    app auth broadcasting cache cors database filesystems hashing logging mail queue sanctum services session view
    """
)
NEXT_FILE = re.compile(
    r"(^|/)(page|layout|route|loading|error|not-found|template|default|middleware|instrumentation|global-error|sitemap|robots)\.[jt]sx?$"
)
